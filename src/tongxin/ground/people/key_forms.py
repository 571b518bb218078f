"""allauth's forms of a passkey, with labels in the words of our pages."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms

NAMED = "例如“办公室的电脑”，以便日后分辨。"
INSTEAD = "勾选后只凭它即可登录，设备须能核对指纹、面容或 PIN；不勾选的，只在密码之外再验证一次。"


class AddKeyForm(AddWebAuthnForm):
    name = forms.CharField(label="名称", max_length=60, required=False, help_text=NAMED)
    passwordless = forms.BooleanField(label="可代替密码登录", required=False, help_text=INSTEAD)


class RenameKeyForm(EditWebAuthnForm):
    name = forms.CharField(label="名称", max_length=60, help_text=NAMED)
