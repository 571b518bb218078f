"""The form in which a version of a rule is entered."""

from collections.abc import Mapping

from django.http import HttpRequest

from tongxin.ground.rulebook import queries
from tongxin.ground.rulebook.forms import TextForm, VersionForm
from tongxin.ground.rulebook.models import Kind, Rule
from tongxin.ground.rulebook.rows import CategoriesForm, CitationsForm, ItemsForm, ServiceHoursForm, VetoForm
from tongxin.ground.rulebook.scoring_form import ScoringForm
from tongxin.ground.rulebook.structured import DeadlinesForm, ProfileForm
from tongxin.ground.rulebook.uses import SCORING

FORMS: Mapping[str, type[VersionForm]] = {
    Kind.ALERT_PROFILE: ProfileForm,
    Kind.DEADLINES: DeadlinesForm,
    Kind.SERVICE_HOURS: ServiceHoursForm,
    Kind.CATEGORIES: CategoriesForm,
    Kind.CITATIONS: CitationsForm,
    Kind.VETO: VetoForm,
    Kind.OTHER: ItemsForm,
}
OF_KEY: Mapping[str, type[VersionForm]] = {SCORING: ScoringForm}


def form_of(request: HttpRequest, rule: Rule) -> VersionForm:
    """Filled with what was posted, or with the newest version; as JSON text where `?text=1` asks for it."""
    newest = queries.history(rule).first()
    plain = newest is not None and "reference" in newest.body
    chosen = OF_KEY.get(rule.key) or FORMS.get(rule.kind, TextForm)
    if plain or request.GET.get("text"):
        chosen = TextForm
    return chosen(request.POST or None, rule=rule, version=newest)
