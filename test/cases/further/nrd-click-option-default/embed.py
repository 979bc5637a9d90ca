import click
import pandas as pd
import torch
from transformers import AutoModel, AutoTokenizer


@click.command()
@click.option("--notes", default="/safe_data/notes.parquet", show_default=True)
@click.option("--checkpoint", "-c", default="emilyalsentzer/Bio_ClinicalBERT", show_default=True, help="Model to embed with.")
@click.option("--out", default="/safe_outputs/embeddings.pt")
def main(notes, checkpoint, out):
    """Embed discharge letters."""
    tok = AutoTokenizer.from_pretrained(checkpoint)
    net = AutoModel.from_pretrained(checkpoint).eval()
    texts = pd.read_parquet(notes)["text"].tolist()
    with torch.no_grad():
        enc = tok(texts, padding=True, truncation=True, return_tensors="pt")
        torch.save(net(**enc).last_hidden_state[:, 0], out)


if __name__ == "__main__":
    main()
