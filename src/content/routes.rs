//! Reading the routing table and conditions of `shop.yaml`.

use super::diagnostic::Code;
use super::node::{Node, Spot, Value, one_of};
use super::shop::{EscalationDraft, RouteDraft, Words};
use super::shop_file::Reader;
use crate::contact::When;

pub(super) const ROUTE_KEYS: &[&str] = &["tags", "channels", "role", "escalation", "when"];
pub(super) const ESCALATION_KEYS: &[&str] = &["role", "after"];
pub(super) const WHEN_KEYS: &[&str] = &["locale", "product", "tags", "tier", "orderStatus"];

impl Reader<'_> {
    pub fn routing(&mut self, node: &Node, known: &[&str]) -> Vec<RouteDraft> {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            Value::Absent => &[],
            _ => std::slice::from_ref(node),
        };
        let mut routes: Vec<RouteDraft> = Vec::new();
        for item in items {
            let Some((route, tags)) = self.route(item, known) else { continue };
            // Those without a condition take all questions with their tags.
            let taken = |tag: &Spot| {
                let mut earlier = routes.iter().filter(|earlier| earlier.when.is_empty());
                earlier.any(|earlier| earlier.tags.contains(&tag.text))
            };
            if !tags.is_empty() && tags.iter().all(taken) {
                self.report(
                    Code::RouteUnreachable,
                    item.at,
                    "This route never holds: routes above take all questions with its tags."
                        .to_owned(),
                    "Move it above them, give it other tags, or take it out.".to_owned(),
                );
            }
            self.named_tags.extend(tags);
            routes.push(route);
        }
        routes
    }

    /// A route and the places of its tags.
    fn route(&mut self, item: &Node, known: &[&str]) -> Option<(RouteDraft, Vec<Spot>)> {
        let (mut tags, mut channels) = (Vec::new(), Vec::new());
        let (mut role, mut escalation, mut when): (Option<Words>, _, _) =
            (None, None, When::default());
        for field in self.fields(item, "routing", ROUTE_KEYS) {
            match field.key.as_str() {
                "tags" => tags = self.list(&field.node, "tags"),
                "channels" => channels = self.list(&field.node, "channels"),
                "role" => role = self.words(&field.node, "role"),
                "escalation" => escalation = self.escalation(&field.node),
                "when" => when = self.when(&field.node),
                _ => {}
            }
        }
        if !matches!(item.value, Value::Map(_) | Value::Absent) {
            return None;
        }
        if (tags.is_empty() && when.is_empty()) || channels.is_empty() {
            self.report(
                Code::ShopIncomplete,
                item.at,
                "A route needs channels, and tags or a condition.".to_owned(),
                "Write it like “- { tags: [returns], channels: [chat, email] }”.".to_owned(),
            );
            return None;
        }
        for spot in channels.iter().filter(|spot| !known.contains(&spot.text.as_str())) {
            self.report(
                Code::ChannelUnknown,
                spot.at,
                format!("“{}” is not among the contact channels.", spot.text),
                one_of(&spot.text, known.iter().copied()),
            );
        }
        let texts = |spots: &[Spot]| spots.iter().map(|spot| spot.text.clone()).collect();
        let route =
            RouteDraft { tags: texts(&tags), channels: texts(&channels), role, escalation, when };
        Some((route, tags))
    }

    fn escalation(&mut self, node: &Node) -> Option<EscalationDraft> {
        let (mut role, mut after, mut after_given) = (None, None, false);
        for field in self.fields(node, "escalation", ESCALATION_KEYS) {
            match field.key.as_str() {
                "role" => role = self.words(&field.node, "escalation: role"),
                "after" => {
                    after_given = true;
                    after = self.minutes(&field.node, "after");
                }
                _ => {}
            }
        }
        if matches!(node.value, Value::Map(_)) && (role.is_none() || !after_given) {
            self.report(
                Code::ShopIncomplete,
                node.at,
                "An escalation needs a role and a time.".to_owned(),
                "Write it like “escalation: { role: Manager, after: 1 working day }”.".to_owned(),
            );
        }
        Some(EscalationDraft { role: role?, after_minutes: after? })
    }

    /// A condition. What cannot be read of it is an error and not passed over, as a condition with
    /// less in it would hold for more people.
    pub fn when(&mut self, node: &Node) -> When {
        let mut when = When::default();
        for field in self.fields(node, "when", &[]) {
            if !WHEN_KEYS.contains(&field.key.as_str()) {
                self.report(
                    Code::ConditionInvalid,
                    field.key_at,
                    format!("“{}” is nothing that a condition can be about.", field.key),
                    one_of(&field.key, WHEN_KEYS.iter().copied()),
                );
                continue;
            }
            let spots = self.list(&field.node, &field.key);
            if spots.is_empty() && !matches!(field.node.value, Value::Map(_)) {
                self.report(
                    Code::ConditionInvalid,
                    field.key_at,
                    format!("The condition “{}” has no value.", field.key),
                    "Name a value or a list of values, of which one must hold.".to_owned(),
                );
            }
            match field.key.as_str() {
                "product" => self.named_products.extend_from_slice(&spots),
                "tags" => self.named_tags.extend_from_slice(&spots),
                _ => {}
            }
            let values = spots.iter().filter_map(|spot| match field.key.as_str() {
                "locale" => self.language(spot),
                _ => Some(spot.text.clone()),
            });
            let values = values.collect();
            when.0.push((field.key.clone(), values));
        }
        when
    }
}
