import pingouin as pg


def icc(d):
    return pg.intraclass_corr(d, targets="scan", raters="rater", ratings="score")
