import csv
import zipfile

zipfile.ZipFile("data/raw.zip").extractall("data")
rows = list(csv.DictReader(open("data/cohort.csv")))
with open("data/people_over_time.csv", "w") as out:
    csv.writer(out).writerows([row["id"]] for row in rows)
count = len(open("data/people_over_time.csv").readlines())
with open("data/summary.csv", "w") as out:
    print(count, file=out)
with open("figure.txt", "w") as out:
    print("a figure", file=out)
