bmi <- function(kg, m) kg / m^2
