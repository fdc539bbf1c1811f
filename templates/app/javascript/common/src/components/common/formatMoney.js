const money = new Intl.NumberFormat(navigator.language, {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  maximumFractionDigits: 1,
});

export const formatMoney = (value) => (value == null ? 'Unknown' : money.format(value));
