class Settings:
    ENCODER = "/safe_data/models/S-PubMedBert-MS-MARCO"
    BATCH = 16


settings = Settings()
