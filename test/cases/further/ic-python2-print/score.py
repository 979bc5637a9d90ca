import csv

with open("/safe_data/apache.csv") as f:
    rows = list(csv.DictReader(f))
print "rows:", len(rows)
