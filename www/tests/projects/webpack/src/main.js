import 'faqlet/define';
