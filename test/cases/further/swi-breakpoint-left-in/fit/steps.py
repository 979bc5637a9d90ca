def clean(rows):
    kept = [r for r in rows if r.isdigit()]
    breakpoint()
    return kept
