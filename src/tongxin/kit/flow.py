from collections.abc import Mapping

from django.db.models import TextChoices

from tongxin.kit.refused import Refused


class Flow:
    """A table of verbs: which states allow the verb, and which state follows.

    `next` None means that the verb leaves the state as it is. `labels` are the words on the
    buttons; the order of the table is the order in which the verbs are offered.
    """

    def __init__(
        self,
        states: type[TextChoices],
        table: Mapping[str, tuple[set[TextChoices], TextChoices | None]],
        *,
        labels: Mapping[str, str],
    ) -> None:
        self.states, self.table, self.labels = states, table, labels
        if missing := set(table) - set(labels):
            raise ValueError(f"verbs without a label: {sorted(missing)}")

    def after(self, verb: str, state: str) -> str:
        """The state that follows; `Refused` when the table does not allow the verb now."""
        allowed, following = self.table[verb]
        if state not in allowed:
            raise Refused(f"当前状态为“{self.states(state).label}”，不能{self.labels[verb]}。")
        return str(state if following is None else following)

    def verbs(self, state: str) -> list[str]:
        """The verbs open in this state, in the order of the table."""
        return [verb for verb, (allowed, _) in self.table.items() if state in allowed]

    def mermaid(self) -> str:
        """The table as a Mermaid state diagram, for the documentation."""
        lines = ["stateDiagram-v2"]
        lines += [f'  state "{state.label}" as {state.value}' for state in self.states]
        for verb, (allowed, following) in self.table.items():
            for state in self.states:
                if state in allowed:
                    lines.append(f"  {state} --> {following or state}: {self.labels[verb]}")
        return "\n".join(lines)
