// Uploads a day's list. The key is planted: it is a made-up one that opens nothing.
export const accessKeyId = 'AKIAQX4BIPW3AHOV27GN';
