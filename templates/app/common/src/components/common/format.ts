const number = new Intl.NumberFormat(navigator.language);

export const formatNumber = (value: number) => number.format(value);
