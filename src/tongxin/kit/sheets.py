def write_sheet(*a, **k):
    raise NotImplementedError
