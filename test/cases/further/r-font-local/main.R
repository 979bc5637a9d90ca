library(showtext)
sysfonts::font_add("roboto", "/usr/share/fonts/truetype/roboto/Roboto-Regular.ttf")
showtext_auto()
