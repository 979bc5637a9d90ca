print(commandArgs(TRUE))
