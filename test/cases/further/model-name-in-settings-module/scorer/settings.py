class Settings:
    ENCODER = "pritamdeka/S-PubMedBert-MS-MARCO"
    BATCH = 16


settings = Settings()
