from presidio_analyzer import AnalyzerEngine

engine = AnalyzerEngine()
print(engine.analyze(text=open("/safe_data/letter.txt").read(), language="en"))
