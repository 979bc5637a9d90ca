import wandb

with wandb.init(project="icu", config={"lr": 0.1}) as run:
    run.log({"auc": 0.81})
