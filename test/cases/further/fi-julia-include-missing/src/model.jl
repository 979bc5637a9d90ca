run_model(beta, gamma) = beta / gamma
