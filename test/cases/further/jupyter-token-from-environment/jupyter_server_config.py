import os

c = get_config()  # noqa
# c.IdentityProvider.token = ''
c.IdentityProvider.token = os.environ["JUPYTER_TOKEN"]
c.ServerApp.ip = "0.0.0.0"
