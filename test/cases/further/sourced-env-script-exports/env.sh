export APP_MODE=batch
export OMP_NUM_THREADS=4
