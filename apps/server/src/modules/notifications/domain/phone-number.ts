/** Whether this is a telephone number in E.164, as WhatsApp wants it. */
export const isPhoneNumber = (text: string): boolean => /^\+[1-9]\d{6,14}$/.test(text)
