from importlib.resources import files


def main():
    codes = (files("charlson") / "codes" / "icd10.txt").read_text().split()
    with open("/safe_data/diagnoses.txt") as f, open("/safe_outputs/score.txt", "w") as out:
        out.write(str(sum(line.strip() in codes for line in f)))
