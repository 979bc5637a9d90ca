import panel as pn

pn.panel("x").servable()
