library(shiny)
regions <- read.csv("https://example.org/regions.csv")
shinyApp(fluidPage(tableOutput("t")), function(input, output) {
  output$t <- renderTable(regions)
})
