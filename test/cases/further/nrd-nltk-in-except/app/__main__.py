from .tokens import sentences

with open("/safe_data/letters.txt", encoding="utf-8") as f, open("/safe_outputs/counts.txt", "w") as out:
    for letter in f:
        out.write(f"{len(sentences(letter))}\n")
