//! What a walk knows of some of its nodes. They are few, so that a list does.

use crate::content::NodeId;

/// A value for each of some nodes, in the order of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfNodes<V>(Vec<(NodeId, V)>);

impl<V> Default for OfNodes<V> {
    fn default() -> OfNodes<V> {
        OfNodes(Vec::new())
    }
}

impl<V> OfNodes<V> {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (NodeId, &V)> {
        self.0.iter().map(|(node, value)| (*node, value))
    }

    pub fn get(&self, node: NodeId) -> Option<&V> {
        self.place(node).ok().map(|place| &self.0[place].1)
    }

    pub fn get_mut(&mut self, node: NodeId) -> Option<&mut V> {
        self.place(node).ok().map(|place| &mut self.0[place].1)
    }

    /// The value of this node, which has this one where it had none.
    pub fn get_or_insert(&mut self, node: NodeId, value: V) -> &mut V {
        let place = self.place(node).unwrap_or_else(|place| {
            self.0.insert(place, (node, value));
            place
        });
        &mut self.0[place].1
    }

    pub fn remove(&mut self, node: NodeId) {
        self.0.retain(|(other, _)| *other != node);
    }

    /// Where this node stands, or else belongs.
    fn place(&self, node: NodeId) -> Result<usize, usize> {
        self.0.binary_search_by_key(&node, |(node, _)| *node)
    }
}
