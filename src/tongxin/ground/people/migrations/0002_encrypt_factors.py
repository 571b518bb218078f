from django.db import migrations

from tongxin.kit.crypto import TOKEN, encrypt

CONTEXT = "mfa.authenticator.data"


def encrypt_secrets(apps, schema_editor):
    """Secrets of second factors were stored as they are before."""
    for factor in apps.get_model("mfa", "Authenticator").objects.all():
        plain = {n: factor.data[n] for n in ("secret", "seed") if not TOKEN.fullmatch(factor.data.get(n) or "k:a:AAAA")}
        if plain:
            factor.data |= {name: encrypt(text, CONTEXT) for name, text in plain.items()}
            factor.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(encrypt_secrets, migrations.RunPython.noop)]
