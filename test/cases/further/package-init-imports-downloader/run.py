from pipeline.clean import clean

clean("/safe_data/raw.csv", "/safe_outputs/clean.csv")
