//! What every way from the start to a node has passed. The last such node is the node's parent in a tree, so that all
//! of them are what stands above it; the tree is climbed in jumps, so that a long way costs little.

use super::NodeId;

pub(super) struct Passed {
    /// By the number of the node. The start stands above itself, and so does what no way leads to.
    above: Vec<Above>,
}

#[derive(Clone, Copy)]
struct Above {
    depth: usize,
    parent: NodeId,
    /// A node further up: the jumps of nodes one below the other differ so in length that few reach any depth.
    jump: NodeId,
}

impl Passed {
    /// From the nodes that a start leads to, each before those it leads to itself; `count` is that of all nodes.
    pub fn new<L: Iterator<Item = NodeId>>(count: usize, order: &[NodeId], leads: impl Fn(NodeId) -> L) -> Passed {
        let alone = |node| Above { depth: 0, parent: NodeId(node), jump: NodeId(node) };
        let mut passed = Passed { above: (0..count).map(alone).collect() };
        let mut parents: Vec<Option<NodeId>> = vec![None; count];
        for node in order {
            if let Some(parent) = parents[node.0] {
                passed.hang(*node, parent);
            }
            for next in leads(*node) {
                let before = parents[next.0].map_or(*node, |parent| passed.last_of_both(parent, *node));
                parents[next.0] = Some(before);
            }
        }
        passed
    }

    /// Whether every way to a node has passed this other one.
    pub fn has(&self, other: NodeId, node: NodeId) -> bool {
        self.of(other).depth < self.of(node).depth && self.climbed(node, self.of(other).depth) == other
    }

    fn of(&self, node: NodeId) -> Above {
        self.above[node.0]
    }

    fn hang(&mut self, node: NodeId, parent: NodeId) {
        let above = self.of(parent);
        let further = self.of(above.jump);
        let is_as_long = above.depth - further.depth == further.depth - self.of(further.jump).depth;
        let jump = if is_as_long { further.jump } else { parent };
        self.above[node.0] = Above { depth: above.depth + 1, parent, jump };
    }

    /// What stands above a node at a depth that is not below it.
    fn climbed(&self, mut node: NodeId, depth: usize) -> NodeId {
        while self.of(node).depth > depth {
            let Above { parent, jump, .. } = self.of(node);
            node = if self.of(jump).depth >= depth { jump } else { parent };
        }
        node
    }

    /// The last node that stands above both, or is one of them.
    fn last_of_both(&self, one: NodeId, other: NodeId) -> NodeId {
        let depth = self.of(one).depth.min(self.of(other).depth);
        let (mut one, mut other) = (self.climbed(one, depth), self.climbed(other, depth));
        while one != other {
            let (above_one, above_other) = (self.of(one), self.of(other));
            let jumps = above_one.jump != above_other.jump;
            one = if jumps { above_one.jump } else { above_one.parent };
            other = if jumps { above_other.jump } else { above_other.parent };
        }
        one
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether `node` can be reached from 0 without passing `other`.
    fn is_reached_past(leads: &[Vec<usize>], other: usize, node: usize) -> bool {
        let mut reached = vec![false; leads.len()];
        let mut open = vec![0];
        while let Some(at) = open.pop().filter(|_| !reached[node]) {
            if at != other && !std::mem::replace(&mut reached[at], true) {
                open.extend(&leads[at]);
            }
        }
        reached[node]
    }

    fn agrees(leads: &[Vec<usize>]) {
        let is_reached: Vec<bool> = (0..leads.len()).map(|node| is_reached_past(leads, usize::MAX, node)).collect();
        let order: Vec<NodeId> = (0..leads.len()).filter(|node| is_reached[*node]).map(NodeId).collect();
        let passed = Passed::new(leads.len(), &order, |node| leads[node.0].iter().copied().map(NodeId));
        for node in &order {
            for (other, is_reached) in is_reached.iter().enumerate() {
                let has = *is_reached && other != node.0 && !is_reached_past(leads, other, node.0);
                assert_eq!(passed.has(NodeId(other), *node), has, "{other} before {} in {leads:?}", node.0);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

        /// Each node leads to up to three of the next nodes, near or far.
        #[test]
        fn what_every_way_passes_is_what_no_way_leads_past(
            steps in proptest::collection::vec(proptest::collection::vec(1_usize..9, 0..4), 1..40),
        ) {
            let last = steps.len() - 1;
            let lead = |(node, steps): (usize, &Vec<usize>)| {
                steps.iter().map(|step| (node + step).min(last)).filter(|next| *next > node).collect()
            };
            agrees(&steps.iter().enumerate().map(lead).collect::<Vec<Vec<usize>>>());
        }
    }

    #[test]
    fn a_long_way_is_climbed_in_few_jumps() {
        let count = 100_000;
        let order: Vec<NodeId> = (0..count).map(NodeId).collect();
        // Each node leads to the next and to the one behind it, so that only the start is passed by every way.
        let passed = Passed::new(count, &order, |node| (node.0 + 1..count.min(node.0 + 3)).map(NodeId));
        assert!(passed.has(NodeId(0), NodeId(count - 1)) && !passed.has(NodeId(1), NodeId(count - 1)));
        let passed = Passed::new(count, &order, |node| (node.0 + 1..count.min(node.0 + 2)).map(NodeId));
        assert!((0..count - 1).all(|other| passed.has(NodeId(other), NodeId(count - 1))));
    }
}
