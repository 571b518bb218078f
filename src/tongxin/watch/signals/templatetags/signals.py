from django import template

from tongxin.kit.masking import mask_name, mask_phone, mask_text

register = template.Library()
register.filter("masked", mask_text)
register.filter("masked_name", mask_name)
register.filter("masked_phone", mask_phone)
