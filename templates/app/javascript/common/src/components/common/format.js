const number = new Intl.NumberFormat('en-US');

export const formatNumber = (value) => number.format(value);
