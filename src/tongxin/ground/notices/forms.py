from django import forms

from tongxin.ground.notices.models import Channel


class ChannelForm(forms.Form):
    """A way out for one's own notices."""

    kind = forms.ChoiceField(label="方式", choices=Channel.Kind.choices)
    address = forms.CharField(
        label="地址", max_length=500,
        help_text="邮件填邮箱；短信填手机号；钉钉、企业微信、飞书粘贴群机器人的完整地址；"
        "网络回调填 https 地址。加密保存。",
    )  # fmt: skip
    urgent_only = forms.BooleanField(label="只发紧急通知", required=False)
