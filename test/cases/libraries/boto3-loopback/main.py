from boto3 import client

ENDPOINT = "http://127.0.0.1:9000"
s3 = client("s3", endpoint_url=ENDPOINT, aws_access_key_id="x", aws_secret_access_key="y")
s3.upload_file("/safe_outputs/a.csv", "results", "a.csv")
