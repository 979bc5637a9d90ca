import wandb

run = wandb.init(project="retina", config={"lr": 1e-4})
for epoch in range(3):
    run.log({"epoch": epoch})
run.finish()
