"""Collective contracts: the register (集体合同台账), by hand or by sheet, with the terms the law sets.

Others may call `queries.of_employer`; `Contract.objects.visible_to(user).standing_on(day)` says where each one
stands that day. Negotiations (要约 to signature) are not kept yet.
"""
