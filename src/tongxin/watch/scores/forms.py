from django import forms


def _words(label: str, help_text: str, *, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=300, required=required, widget=widget, help_text=help_text)


class ContestForm(forms.Form):
    reason = _words("异议", "写明哪里不对、根据是什么，不写职工姓名。处理之前照常计入指数。")


class NoteForm(forms.Form):
    note = _words("批注", "随依据一起显示，不改变指数；留空为删去批注。", required=False)


class DecisionForm(forms.Form):
    decision = _words("处理意见", "写明核对了什么，会随依据显示并留痕。")
