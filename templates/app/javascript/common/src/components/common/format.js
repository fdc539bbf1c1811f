const number = new Intl.NumberFormat(navigator.language);

export const formatNumber = (value) => number.format(value);
