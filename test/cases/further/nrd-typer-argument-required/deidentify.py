from pathlib import Path

import typer
from transformers import AutoModelForTokenClassification, AutoTokenizer, TokenClassificationPipeline


def main(model: str, letters: Path = Path("/safe_data/letters"), out: Path = Path("/safe_outputs")):
    tok = AutoTokenizer.from_pretrained(model)
    net = AutoModelForTokenClassification.from_pretrained(model)
    tag = TokenClassificationPipeline(model=net, tokenizer=tok, aggregation_strategy="simple")
    for letter in letters.glob("*.txt"):
        (out / letter.name).write_text(str(tag(letter.read_text())))


if __name__ == "__main__":
    typer.run(main)
