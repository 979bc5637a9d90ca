import hydra
from omegaconf import DictConfig
from transformers import AutoModelForSequenceClassification


@hydra.main(version_base=None, config_path="conf", config_name="config")
def main(cfg: DictConfig) -> None:
    net = AutoModelForSequenceClassification.from_pretrained(cfg.model.checkpoint, num_labels=cfg.model.labels)
    net.save_pretrained(cfg.out)


if __name__ == "__main__":
    main()
