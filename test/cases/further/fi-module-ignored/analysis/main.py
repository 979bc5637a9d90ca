from analysis.plots.km import draw

draw("/safe_outputs/km.png")
