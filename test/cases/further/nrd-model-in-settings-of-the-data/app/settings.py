import yaml


def load(path="/safe_data/settings.yml"):
    with open(path) as f:
        return yaml.safe_load(f)
