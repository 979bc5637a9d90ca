def clean(t):
    return t.strip()
