from yfinance import Ticker as Stock

prices = Stock("GSK.L").history(period="5y")
prices.to_csv("/safe_outputs/gsk.csv")
