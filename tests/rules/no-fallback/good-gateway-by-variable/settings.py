import os

proxy = {"base_url": os.environ["CYBERDYNE_PROXY_URL"]}
