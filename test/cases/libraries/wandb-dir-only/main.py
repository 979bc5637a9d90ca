import wandb as wb
from numpy.random import default_rng

run = wb.init(project="icu-mortality", config={"lr": 1e-3})
for step in range(10):
    run.log({"loss": default_rng(step).random()})
run.finish()
