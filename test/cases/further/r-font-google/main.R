library(showtext)
sysfonts::font_add_google("Roboto", "roboto")
showtext_auto()
